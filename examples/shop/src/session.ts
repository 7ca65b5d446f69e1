/** Who asks: read from the signed cookie of a request, never from what the request says. */
export interface Session {
  readonly organizationId: string
  readonly userId: string
  readonly isSupport: boolean
}
