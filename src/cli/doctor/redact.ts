/** Takes the password of a URL, and that of the environment, out of whatever is printed. */
export function redactor(url: string, environment = process.env['PGPASSWORD']): (text: string) => string {
  const written = [
    /^[a-z]+:\/\/[^:/?#]*:(.*)@[^@]*$/i.exec(url)?.[1],
    ...[...url.matchAll(/[?&]password=([^&#]*)/gi)].map(([, one]) => one),
  ]
  const secrets = [...written, ...written.map((one) => one && decoded(one)), environment].filter((one) => one !== undefined && one !== '')
  const longest = [...new Set(secrets)].sort((a, b) => (b?.length ?? 0) - (a?.length ?? 0))
  return (text) => longest.reduce<string>((all, secret) => all.replaceAll(secret ?? '', '***'), text)
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
