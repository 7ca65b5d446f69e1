import { lookup } from '../catalog/lookup.ts'

/** What a comparison is where it does not hold, by its operator. */
export const opposites = lookup({ '=': '<>', '<>': '=', '<': '>=', '>=': '<', '>': '<=', '<=': '>' })

/** What it is with its sides exchanged. */
export const turns = lookup({ '=': '=', '<>': '<>', '<': '>', '>': '<', '<=': '>=', '>=': '<=' })
