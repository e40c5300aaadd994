"""What is tried in vain, each as somebody might try it: out of turn, without papers, for himself, by the wrong hand."""

from dataclasses import replace

from app.demo.meetings import study
from app.demo.papers import sheet_paper
from app.demo.walk import Walk
from engine.commands import SignStep
from engine.errors import Refused


def out_of_turn(walk: Walk, step: str) -> Refused:
    """A step of a much later state."""
    return walk.attempt("announce" if step == "allocate" else "allocate")


def by_a_stranger(walk: Walk, step: str) -> Refused:
    """An officer of another organ, who may not even know of the case."""
    scene = walk.door.scene(walk.id)
    strangers = (post.officer for post in scene.world.organisation.posts if post.position == "handler")
    return walk.attempt(step, by=next(officer for officer in strangers if not scene.sees(officer)), without=["study"])


def by_another_office(walk: Walk, step: str) -> Refused:
    """An officer who sees the case does what isn't his office's to do."""
    scene = walk.door.scene(walk.id)
    found = scene.definition.lookup.step(step)
    able = {post.officer for post in scene.right_posts(found)} if found else set()
    others = [post.officer for post in scene.seeing() if post.officer not in able]
    return walk.attempt(step, by=others[0], without=["study", "signatures"])


def by_the_registry(walk: Walk, step: str) -> Refused:
    """案管 sees every case of its organ, and still doesn't handle it."""
    scene = walk.door.scene(walk.id)
    offices = scene.world.organisation.offices_of(scene.case.organ, ("case_supervision",))
    holder = scene.world.organisation.holders("handler", offices[0].code, scene.world.today)[0]
    return walk.attempt(step, by=holder.officer, without=["study", "signatures"])


def by_the_team_before(walk: Walk, step: str) -> Refused:
    """Who investigated would also try the case."""
    return walk.attempt(step, by=walk.case.team[0])


def without_papers(walk: Walk, step: str) -> Refused:
    """Nothing is attached."""
    return walk.attempt(step, without=["documents"])


def without_upload(walk: Walk, step: str) -> Refused:
    """A digest is named, and no file was ever uploaded."""
    lookup = walk.door.scene(walk.id).definition.lookup
    found = lookup.step(step)
    kinds = found.documents if found else ()
    return walk.attempt(step, documents={str(kind): "0" * 64 for kind in kinds})


def without_receiver(walk: Walk, step: str) -> Refused:
    """Several offices could take it, and none is named."""
    return walk.attempt(step, without=["hand_to"])


def without_study(walk: Walk, step: str) -> Refused:
    """The office has not discussed it."""
    return walk.attempt(step, without=["study"])


def against_the_study(walk: Walk, step: str) -> Refused:
    """The office has discussed it, and was against it."""
    scene = walk.door.scene(walk.id)
    found = scene.definition.lookup.step(step)
    return walk.attempt(step, meeting=study(walk.door, scene, found.studied_by if found else "", step, "oppose"))


def alone(walk: Walk, step: str) -> Refused:
    """A team of one."""
    scene = walk.door.scene(walk.id)
    found = scene.definition.lookup.step(step)
    able = scene.able_to_join(found, None) if found else ()
    return walk.attempt(step, team=able[:1], without=["study"])


def with_an_investigator(walk: Walk, step: str) -> Refused:
    """Somebody who investigated joins the team that tries the case."""
    scene = walk.door.scene(walk.id)
    found = scene.definition.lookup.step(step)
    able = scene.able_to_join(found, None) if found else ()
    return walk.attempt(step, team=(*able[:1], scene.case.team[0]))


def unsigned(walk: Walk, step: str) -> Refused:
    """The team has not signed."""
    return walk.attempt(step, without=["signatures"])


def signed_by_another(walk: Walk, step: str) -> Refused:
    """Somebody who isn't in the team signs."""
    scene = walk.door.scene(walk.id)
    others = (post for post in scene.recorders(scene.case.organ) if post.officer not in scene.case.team)
    post = next(others)
    door, case = walk.door, walk.id
    return walk.refused(
        SignStep(id=door.new_id(), actor=post.officer, post=post.id, case=case, step=step, documents={})
    )


def unlawful_sanction(walk: Walk, step: str) -> Refused:
    """A sanction that is in no list."""
    return walk.attempt(step, {"party_sanction": "banishment"}, without=["study"])


def before_signing_for_it(walk: Walk, step: str) -> Refused:
    """The office goes on before it has signed for what it was handed."""
    later = {"receive": "settle", "receive_file": "transfer_to_trial", "receive_trial_file": "accept_for_trial"}[step]
    return walk.attempt(later, without=["study", "signatures"])


def in_a_township(walk: Walk) -> Refused:
    """A township files a case, which only an organ of county level or above may."""
    return walk.attempt("file_case")


def approves_himself(walk: Walk) -> Refused:
    """The proposer approves."""
    waiting = walk.waiting()
    return walk.refused(waiting.told(waiting.scene.post_of(waiting.request.proposer)))


def approved_by_a_clerk(walk: Walk) -> Refused:
    """Somebody without the rank approves."""
    waiting = walk.waiting()
    return walk.refused(waiting.told(waiting.recorder()))


def proposed_twice(walk: Walk) -> Refused:
    """The same is proposed again while it waits."""
    request = walk.waiting().request
    return walk.attempt(request.step, by=request.proposer, without=["study", "signatures"])


def without_meeting(walk: Walk) -> Refused:
    """A decision of a body is entered, and no meeting is cited."""
    waiting = walk.waiting()
    return walk.refused(waiting.told(waiting.note_taker()))


def not_carried(walk: Walk) -> Refused:
    """The meeting was against it, and it is entered as approved."""
    waiting = walk.waiting()
    recorder = waiting.note_taker()
    return walk.refused(waiting.told(recorder, meeting=waiting.meeting(recorder, "oppose")))


def without_sheet(walk: Walk) -> Refused:
    """An outside decision is entered without its sheet."""
    waiting = walk.waiting()
    return walk.refused(waiting.told(waiting.recorder()))


def sheet_by_the_team(walk: Walk) -> Refused:
    """A member of the team (the one that works, or the one to be formed) records the outside sheet."""
    waiting = walk.waiting()
    members = [officer for officer in walk.case.team or waiting.request.team if officer != waiting.request.proposer]
    post = waiting.scene.post_of(members[0])
    paper = sheet_paper("", "")
    sheet = replace(waiting.sheet(post), document=walk.door.upload(post.officer, walk.id, paper))
    return walk.refused(waiting.told(post, sheet=sheet))


def compared_by_the_same(walk: Walk) -> Refused:
    """Who recorded the sheet compares it himself."""
    waiting = walk.waiting()
    return walk.refused(waiting.comparison(waiting.scene.post_of(waiting.link["by"])))


def compared_wrongly(walk: Walk) -> Refused:
    """The second officer types another number than the one recorded."""
    waiting = walk.waiting()
    return walk.refused(waiting.comparison(waiting.recorder(but={waiting.link["by"]}), "示例〔2020〕1号"))
