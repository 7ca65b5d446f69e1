/** Who hears of what went wrong while a part of a program was read, which is left out then: tests, in which nothing may. */
export const mishaps: { told: (error: unknown) => void } = { told: () => undefined }
