"""What must have been done before a step: in the case or in its phase, one or one of several, for some or for all."""

from engine.case import Case
from engine.decision import entitled
from engine.definition import After
from engine.law import ZJ
from tests.builders import STANDING, Dossier, a_meeting, decision, on_trial, papers, refusal, under_inquiry
from tests.drill import changed
from tests.related import RELATED
from tests.scenes import REPORT, TRIED, under_inquiry_signed

WARNED = {"inputs": {"sanction": "warning"}, "documents": TRIED}
EXPELLED = {"inputs": {"sanction": "expulsion", "ground": "重"}, "documents": TRIED}


def test_a_step_that_must_come_before_is_named_with_its_article() -> None:
    refused = refusal(Dossier(on_trial(), workflow=RELATED).take("sl_a", "decide", **WARNED))

    assert (refused.code, refused.article) == ("step_missing", ZJ(56))
    assert refused.sentence == "办理“作出决定”前，须先办理“听取意见”。"
    assert refused.remedy == "请先办理“听取意见”。"


def test_once_it_is_done_the_step_may_be_taken() -> None:
    dossier = Dossier(on_trial(), workflow=RELATED)

    decision(dossier.take("sl_a", "hear"))

    assert dossier.case.done == ("hear",)
    assert decision(dossier.take("sl_a", "decide", **WARNED)).outcome == "pending_approval"


def test_what_was_done_twice_in_a_phase_is_remembered_once() -> None:
    dossier = Dossier(on_trial(), workflow=RELATED)

    for _ in range(2):
        decision(dossier.take("sl_a", "hear"))

    assert (dossier.case.done, dossier.case.times("hear")) == (("hear",), 2)


def test_what_was_heard_in_an_earlier_trial_counts_no_more() -> None:
    dossier = Dossier(on_trial(counts={"hear": 1}), workflow=RELATED)

    assert refusal(dossier.take("sl_a", "decide", **WARNED)).code == "step_missing"


def test_a_case_forgets_the_steps_of_a_phase_that_it_leaves() -> None:
    dossier = Dossier(on_trial(), workflow=RELATED)
    decision(dossier.take("sl_a", "hear"))

    decision(dossier.take("sl_a", "send_back", documents=papers("return_note")))
    decision(dossier.approve("trial_deputy"))

    assert (dossier.case.phase, dossier.case.done) == ("inquiry", ())


def test_what_is_only_asked_once_in_the_case_isnt_remembered_by_phase() -> None:
    dossier = Dossier(under_inquiry(), workflow=RELATED)

    decision(dossier.take("jc_c", "fill_in", inputs={"account": "经过", "way": "talk"}))

    assert dossier.case.done == ()


def test_one_of_several_steps_is_enough_and_all_are_named() -> None:
    dossier = under_inquiry_signed()
    without = Dossier(dossier.case, workflow=RELATED)
    after = Dossier(Case.read({**dossier.body, "counts": {"fill_in": 1}}), workflow=RELATED)

    refused = refusal(without.take("jc_a", "submit", documents=REPORT))

    assert refused.sentence == "办理“移送审理”前，须先办理“谈话”或者“填写情况表”。"
    assert decision(after.take("jc_a", "submit", documents=REPORT)).outcome == "pending_approval"


def test_a_step_may_be_needed_because_of_what_is_entered() -> None:
    dossier = Dossier(on_trial(done=("hear",)), workflow=RELATED)

    refused = refusal(dossier.take("sl_a", "decide", **EXPELLED))

    assert (refused.code, refused.article) == ("step_missing", ZJ(54))
    assert refused.sentence == "办理“作出决定”前，须先办理“组成审理组”。"
    assert decision(dossier.take("sl_a", "decide", **WARNED)).outcome == "pending_approval"


def test_a_step_may_be_needed_because_of_what_is_known_of_the_subject() -> None:
    workflow = changed("dismiss", after=[After("add_evidence", when="minor")])
    dossier = Dossier(under_inquiry(), facts={"gravity": "minor"}, workflow=workflow)

    refused = refusal(dossier.take("jc_c", "dismiss", documents=papers("closing_note")))

    assert (refused.code, refused.article) == ("step_missing", ZJ(35))


def test_the_list_of_steps_tells_what_everybody_needs_before_but_not_what_depends_on_the_inputs() -> None:
    missing, heard = (Dossier(on_trial(done=done), workflow=RELATED) for done in ((), ("hear",)))

    assert entitled_to_decide(missing) == "step_missing"
    assert entitled_to_decide(heard) is None


def test_who_approves_last_finds_a_step_before_that_is_missing_by_now() -> None:
    dossier = Dossier(on_trial(done=("hear",)), workflow=RELATED)
    decision(dossier.take("sl_a", "decide", **WARNED))
    dossier.body = {**dossier.body, "done": []}

    assert lapsed_because(dossier) == "step_missing"


def entitled_to_decide(dossier: Dossier) -> str | None:
    """The refusal on the button of the decision."""
    step = dossier.definition.lookup.step("decide")
    assert step is not None
    [held] = dossier.world.posts("sl_a")
    refused = entitled(dossier.definition, dossier.file, step, held, dossier.world)
    return refused.code if refused else None


def lapsed_because(dossier: Dossier) -> str:
    """Why the request lapses when the standing committee, the last, has agreed."""
    for officer in ("city_principal", "principal"):
        decision(dossier.approve(officer))
    dossier.meet(a_meeting(dossier.request.id, STANDING[:3]))
    return str(decision(dossier.approve("bg_a", meeting="m1")).data["because"])
