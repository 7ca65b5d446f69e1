/** Whether a remark calls a query hot; `not hot` and `is no hot path` say that it is none. */
export function saysHot(remark: string): boolean {
  return /\bhot\b/i.test(
    remark.replaceAll(/(?:\b(?:not|no|never|hardly|isn['\u2019]t|non)\b|\bnon-)[ \t]*(?:(?:a|an|the|so|very|that|on)[ \t]+)*hot\b/gi, ''),
  )
}
