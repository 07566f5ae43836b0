import PostmortemPlugin

/// The words that a report itself adds, in the reader's language. Words of pages and terms of closed
/// lists stay as they are.
public struct Phrasebook: Sendable {
  let language: Language

  init(_ language: Language) { self.language = language }

  /// The phrase in the report's language; what has no translation stays English.
  subscript(phrase: String) -> String {
    language == .chinese ? Phrasebook.chinese[phrase] ?? phrase : phrase
  }

  private static let chinese: [String: String] = [
    "Outages compared": "故障对比", "Incident": "事件", "Affected": "受影响服务", "Where": "地区", "Started": "开始",
    "Acknowledged": "官方确认", "Partly recovered": "部分恢复", "Recovered": "恢复", "Duration": "持续时间",
    "Status": "状态", "Cause": "原因", "Symptoms": "症状", "Severity": "严重程度", "Impact": "影响", "Promises": "承诺",
    "Named, not affected": "提及但未受影响", "Published": "发布时间", "Captured": "存档时间", "Evidence": "证据",
    "Conflicts": "矛盾", "Changes": "变化", "Joined pages": "合并的页面", "Related": "相关事件", "Corrections": "人工更正",
    "Metrics": "指标", "Pages not about an incident": "与故障无关的页面", "Pages with failures": "读取失败的页面",
    "No page tells of an incident.": "没有页面报道故障。", "not stated": "未说明", "Timeline": "时间线",
    "Measure": "度量", "Median": "中位数", "Quartiles": "四分位数", "Range": "范围", "Group": "分组",
    "Time to acknowledge": "确认用时", "Time to mitigate": "缓解用时", "Time to recover": "恢复用时",
    "Sources": "来源", "Search": "搜索", "all": "全部", "Category": "类别", "Year": "年份", "stated as unknown": "页面称未知",
    "Close": "关闭", "Quotes": "引文", "Rule": "依据",
  ]
}
