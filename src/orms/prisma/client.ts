import type { Machine } from '../../javascript/symbolic/machine.ts'
import { parametersOf } from '../../javascript/symbolic/samples.ts'
import { isInstance, originsOf } from '../../javascript/symbolic/declared.ts'
import { sourceText, type Kind, type Value } from '../../javascript/symbolic/value.ts'
import { transactionOf } from './transactions.ts'

/** Where a client comes from: the package, or what Prisma generates of a schema. */
const generated = /^(?:@prisma\/client|\.prisma\/client)|(?:^|[/.])prisma|generated/i

/** What people call a client, or something that has one. */
const clientName = /(?:prisma|db|database|client|tx|trx|transaction|orm|replica|reader|writer|store|repo(?:sitory)?|connection|conn)$/i

/** Methods that nothing else has. */
const ownMethods =
  /^(?:findMany|findFirst|findFirstOrThrow|findUnique|findUniqueOrThrow|createMany|createManyAndReturn|updateMany|updateManyAndReturn|deleteMany|upsert|groupBy|aggregate)$/

/** What a call of a client takes. */
const asked = new Set(
  `where data select include omit orderBy cursor take skip distinct create update skipDuplicates limit by having _count _sum _avg _min _max relationLoadStrategy`.split(
    ' ',
  ),
)

/** Whether `receiver.model.method(args)` is a call of Prisma, where `model` is one of the schema; `written` is how the receiver is called there. */
export function isClientCall(receiver: Value, written: string, method: string, args: readonly Value[], machine: Machine): boolean {
  const origins = originsOf(receiver, machine)
  if (origins.some((origin) => isClient(origin, machine))) return true
  if (origins.every((origin) => isSomethingElse(origin, machine))) return false
  const [first] = args
  if (args.length > 1) return false
  const asksNothing = first?.kind === 'record' && first.entries.length === 0
  const looksAsked = first?.kind === 'record' && first.entries.every(({ key }) => asked.has(key)) && (!asksNothing || first.open)
  if (ownMethods.test(method)) return first?.kind !== 'record' || looksAsked || asksNothing
  if (origins.every(isOfService)) return false
  const isNamed = isNamedAsClient(receiver) || clientName.test(written)
  return isNamed && (looksAsked || (first === undefined && method === 'count') || isOpaque(first))
}

/** Whether something is a client by what is known of it, and not by what it is called. */
export function isClientItself(value: Value, machine: Machine): boolean {
  return originsOf(value, machine).some((origin) => isClient(origin, machine))
}

/** An instance of what a package exports that does not sound like a database: `new WebClient()`. */
function isOfService(value: Value): boolean {
  if (value.kind !== 'call' || !value.isNew || value.callee.kind !== 'import') return false
  const { from, name } = value.callee
  return !/^[.~#]|^@\/|^src\//.test(from) && !/prisma|db|database|orm/i.test(`${from} ${name}`)
}

function isOpaque(value: Value | undefined): boolean {
  return value !== undefined && /^(?:symbol|member|call|choice|unknown)$/.test(value.kind)
}

function isClient(value: Value, machine: Machine): boolean {
  if (isInstance(value, machine, isClientClass)) return true
  if (value.kind === 'call' && value.callee.kind === 'member' && value.callee.name === '$extends') return true
  // The type `ReturnType<typeof forTenant>`.
  if (value.kind === 'function') return isClient(machine.within(value, parametersOf(value)).value, machine)
  if (value.kind === 'call' && isBranch(value)) return value.args.some((arg) => isClientItself(arg, machine))
  if (value.kind === 'choice') return value.of.some((one) => isClient(one, machine))
  return value.kind === 'symbol' && transactionOf(value, machine) !== undefined
}

function isBranch({ callee }: Kind<'call'>): boolean {
  return callee.kind === 'symbol' && /^(?:\?:|&&|\|\||\?\?)$/.test(callee.name)
}

/** `PrismaClient`, and `Prisma.TransactionClient`. */
function isClientClass(of: Value): boolean {
  if (of.kind === 'import') return generated.test(of.from) && /^(?:PrismaClient|default)$/.test(of.name)
  if (of.kind === 'class') return of.node.id?.name === 'PrismaClient'
  if (of.kind === 'member') return of.name === 'TransactionClient' || of.name === 'PrismaClient'
  return of.kind === 'unknown' && /(?:^|\.)(?:PrismaClient|TransactionClient)$/.test(sourceText(of.at))
}

/** The model of which something is the delegate by its type: `Prisma.OrderDelegate` */
export function delegateType(value: Value): string | undefined {
  if (value.kind !== 'call' || !value.isNew || value.callee.kind !== 'member') return undefined
  const { object, name } = value.callee
  const isGenerated = object.kind === 'import' && object.name === 'Prisma' && generated.test(object.from)
  return isGenerated ? /^(\w+)Delegate$/.exec(name)?.[1] : undefined
}

/** Something of the program that is no client, or of a library that has none. */
function isSomethingElse(value: Value, machine: Machine): boolean {
  switch (value.kind) {
    case 'record':
    case 'list':
    case 'literal':
    case 'text':
    case 'function':
      return true
    case 'import':
      return otherPackages.test(value.from)
    case 'call':
      return value.isNew && !isInstance(value, machine, (of) => mayBeClient(of, machine))
    default:
      return false
  }
}

/** Packages with queries, or objects of rows, of their own. */
const otherPackages =
  /^(?:mongodb|mongoose|typeorm|@nestjs\/(?:typeorm|mongoose|sequelize)|sequelize|knex|kysely|drizzle-orm|@mikro-orm\/|objection|pg|postgres|redis|ioredis|@supabase\/|react)(?:$|\/|[a-z])/

const builtIn = /^(?:Map|Set|WeakMap|WeakSet|Array|ReadonlyArray|Record|Promise|Headers|FormData|URLSearchParams|Date|Buffer)$/

/** A class or a type of which nothing says that it is something else. */
function mayBeClient(of: Value, machine: Machine): boolean {
  if (of.kind === 'import') return !otherPackages.test(of.from)
  if (of.kind !== 'symbol') return of.kind === 'unknown' || of.kind === 'member' || of.kind === 'call'
  if (builtIn.test(of.name)) return false
  const declared = machine.types.declaration(of.name, of.at.program)?.node
  return declared?.type !== 'TSInterfaceDeclaration' || declared.extends.length > 0
}

function isNamedAsClient(value: Value): boolean {
  if (value.kind === 'symbol' || value.kind === 'member') return clientName.test(value.name)
  if (value.kind === 'import') return clientName.test(value.name === 'default' ? value.from : value.name)
  if (value.kind === 'call') return value.args.some(isNamedAsClient) || isNamedAsClient(value.callee)
  return clientName.test(sourceText(value.at))
}
