import { writtenDecorators, type Node } from './nodes.ts'
import type { Program } from './program.ts'

/** By what frameworks hand on what was sent. */
const sent = /@(?:\w+\.)?(?:Body|Args?|Params?|Query|Payload|MessageBody|Headers?|UploadedFiles?)\b/

/** Whether a framework hands what was sent to a parameter, by its decorator. */
export function isSentByDecorator(parameter: Node, program: Program): boolean {
  const decorators = 'decorators' in parameter ? writtenDecorators(parameter) : []
  return decorators.some(({ range }) => sent.test(program.text.slice(...range)))
}
