"""What verification can't see before entries are sealed and witnessed, in plain sentences. Said every time."""

from typing import Final

BEFORE_SEALING: Final = (
    "一个登记流末尾的若干条，如果连同现行数据一起被删除或退回，看不出来。",
    "整个线索及其全部事项，如果连同现行数据和保密数据一起被删除，看不出来。",
    "整个数据库如果被换成较早的备份，看不出来。",
    "持有密钥的人如果改写登记并重新计算标签，只要改写后的内容合乎流程，看不出来。",
    "登记时间是本机时钟所说的时间，没有外部时间证明。",
    "规则结果按登记的采信，不从保密的事实重新计算；上传的文书原件不逐件打开。",
    "线索、会议、编号、外部批件和台账行的现行数据，由 mingjian audit rebuild 逐表比较。",
)
"""The honest limits; sealing, witnesses and time stamps lift the first five."""

WITHOUT_KEYS: Final = "没有本安装的密钥：登记标签没有核对，保密数据没有打开核对；持有数据库密码的人可以增加或改写登记。"
