import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table subscriptions (id uuid primary key, organization_id uuid not null references organizations, stripe_id text unique, status text);
`

/** The verdict of a query by the id of what a handler is sent. */
function inHandler(before: string, id: string, parameters = 'request, signature'): string | undefined {
  const query = `await db.query(sql\`select status from subscriptions where stripe_id = \${${id}}\`)`
  const text = `import type Stripe from 'stripe'\nexport async function handle(${parameters}) {\n${before}\n${query}\n}`
  return verdictsOf(text, schema)[0]?.replace('subscriptions: ', '')
}

describe('a part of what somebody has signed', () => {
  it.each([
    ['const event = stripe.webhooks.constructEvent(request.body, signature, secret)', 'event.data.object.id'],
    ['const event = await stripe.webhooks.constructEventAsync(request.body, signature, secret)\nconst { id } = event.data.object', 'id'],
    ['const event = constructEvent(request)\nconst subscription = event.data.object as Stripe.Subscription', 'subscription.id'],
    [
      'let event: Stripe.Event\ntry { event = stripe.webhooks.constructEvent(request.body, signature, secret) } catch { return }',
      'event.data.object.id',
    ],
    ['const { data } = webhook.verify(await request.text(), headers) as Event', 'data.id'],
    ['const event = await verifyWebhook(request)', 'event.data.id'],
    ['const payload = jwt.verify(request.body.token, secret)', 'payload.subscription'],
    ['const { payload } = await jwtVerify(request.body.token, secret)', 'payload.subscription'],
    ['const payload = await this.jwtService.verifyAsync(request.body.token)', 'payload.subscription'],
    ['const event = constructEvent(request)\nfor (const item of event.items) await log(item)', 'event.items[0].id'],
  ])('finds its row: %s', (before, id) => {
    expect(inHandler(before, id)).toBe('by-guard')
  })

  it('finds it where a function is given what a service sends, by its type', () => {
    expect(inHandler('', 'subscription.id', 'subscription: Stripe.Subscription')).toBe('by-guard')
    expect(inHandler('', 'subscription.id', 'subscription: Other.Subscription')).toBe('by-key')
  })

  it('finds it in a function of its own', () => {
    const text = `export async function handle(request, signature) {
  const event = stripe.webhooks.constructEvent(request.body, signature, secret)
  await cancel(event.data.object)
}
async function cancel(subscription) {
  await db.query(sql\`update subscriptions set status = 'cancelled' where stripe_id = \${subscription.id}\`)
}`
    expect(verdictsOf(text, schema)).toEqual(['subscriptions: by-guard'])
  })

  it.each([
    ['const event = JSON.parse(request.body)', 'event.data.object.id'],
    ['const event = await verify(request.body)', 'event.data.object.id'],
    ['const event = schema.verify(request.body)', 'event.data.object.id'],
    ['let event = constructEvent(request)\nif (dev) event = request.body', 'event.data.object.id'],
    ['let event = request.body\nif (secret) event = constructEvent(request)', 'event.data.object.id'],
    ['const event = constructEvent(request)\nObject.assign(event, request.body)', 'event.data.object.id'],
    ['const event = constructEvent(request)', 'request.body.id'],
    ['constructEvent(request)', 'request.body.id'],
    ['const event = parse(request.body).unwrap()', 'event.data.id'],
  ])('is no other: %s', (before, id) => {
    expect(inHandler(before, id)).toBe('by-key')
  })
})
