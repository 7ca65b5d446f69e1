export const formatNames = ['stylish', 'json', 'sarif', 'github', 'gitlab', 'junit', 'markdown'] as const
export type FormatName = (typeof formatNames)[number]

export const catalogFormats = ['table', 'json', 'sql', 'mermaid', 'dot'] as const
export type CatalogFormat = (typeof catalogFormats)[number]
