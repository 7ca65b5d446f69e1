/** A snapshot is what the first run of a test gives, so that it stands for no more than a mutant that changes it. */
import { expect } from 'vitest'
import { stage } from './stage.ts'

function isAsBefore(received: unknown): { pass: boolean; message: () => string } {
  const text = typeof received === 'string' ? received : JSON.stringify(received)
  if (stage.mode === 'record') stage.snapshots.add(text)
  const pass = stage.mode === 'off' || stage.mode === 'record' || stage.snapshots.next() === text
  return { pass, message: () => 'another snapshot' }
}

expect.extend({
  toMatchSnapshot: isAsBefore,
  toMatchInlineSnapshot: isAsBefore,
  toMatchFileSnapshot: (received: unknown) => Promise.resolve(isAsBefore(received)),
})
