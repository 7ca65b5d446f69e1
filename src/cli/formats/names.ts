export const formatNames = ['stylish', 'json', 'sarif', 'github', 'gitlab', 'junit', 'markdown'] as const
export type FormatName = (typeof formatNames)[number]
