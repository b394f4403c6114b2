"""The sentences of a quarter's spot check."""

LABELS: dict[str, str] = {
    "statement.overall": "{quarter}共抽查政府网站{count}个，总体合格率{rate}{change}。",
    "statement.level": "{level}抽查{count}个，合格率{rate}{change}。",
    "statement.level.department": "部门",
    "statement.level.province": "省级",
    "statement.level.city": "市级",
    "statement.level.county": "县级",
    "statement.level.below": "县级以下",
    "statement.local": "地方（省级及以下）抽查{count}个，合格率{rate}{change}。",
    "statement.failed": "不合格网站{count}个：{each}。",
    "statement.faults": "涉及单项否决指标：{each}。",
    "statement.count": "{what}{number}个",
    "statement.open": "另有{each}，均未计为合格，合格率因此为区间。",
    "statement.open.unknown": "{number}个网站无法核验",
    "statement.open.waiting": "{number}个网站待人工核查",
    "statement.gone": "样本中另有{count}个网站检查前已停办，未检查，不计入合格率。",
    "statement.range": "{low}%至{high}%",
    "statement.closed": "本季度关停上移政府网站{count}个。",
    "statement.closed.known": (
        "本季度已知关停上移政府网站{count}个：{sites}个网站中，本季度看过首页或已登记终止的有{known}个，其余不详。"
    ),
    "statement.again": (
        "此前不合格的网站复查{count}个：合格{passed}个，仍不合格{failed}个，尚未确定{left}个。"
    ),
    "statement.rate.exact": "{percent}%",
    "statement.rate.bounds": "在{low}%至{high}%之间",
    "statement.rate.none": "无从计算",
    "statement.change.up": "，比上季度提高{points}个百分点",
    "statement.change.down": "，比上季度下降{points}个百分点",
    "statement.change.little.up": "，比上季度提高不足0.1个百分点",
    "statement.change.little.down": "，比上季度下降不足0.1个百分点",
    "statement.change.same": "，与上季度持平",
    "statement.change.bounds": "，比上季度变化{low}至{high}个百分点",
    "statement.links": (
        "抽看{sites}个网站首页的{looked}条链接：打不开{dead}条（{share}），"
        "有此情况的网站{dead_sites}个。"
    ),
    "statement.links.abused": (
        "{sites}个网站的首页链接疑似指向被停放、出售的域名（{parked}条）或售卖、博彩等内容（{selling}条），"
        "已列入严重错误的人工核查。"
    ),
}
