import { z } from 'zod/mini';

/**
 * The arguments of `method`, parsed anew from `args` (so nothing that is not in the schema comes along), or an
 * error that names what was wrong.
 */
export function parseArguments(
  schemas: Readonly<Record<string, z.core.$ZodType>>,
  method: string,
  args: unknown[],
): unknown[] {
  const schema = Object.hasOwn(schemas, method) ? schemas[method] : undefined;
  if (!schema) throw new Error(`Unknown call "${method.slice(0, 40)}".`);
  const result = z.safeParse(schema, args);
  if (result.success) return result.data as unknown[];
  const issue = result.error.issues[0];
  throw new Error(
    `Bad arguments for "${method}": ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim(),
  );
}
