import { readFileSync, statSync } from 'node:fs';
import { constructFromEvents, EVENT_ID, type Event, JSON_SCHEMA, parseEvents, YAMLException } from 'js-yaml';
import { UsageError } from './errors.ts';

/** A spec is written by hand; what is larger is something else. */
const MAX_SPEC_BYTES = 64 * 1024;
const MAX_DEPTH = 100;

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

/** Aliases can repeat a node without end, tags name constructors: a spec needs neither. */
function refuseReferences(text: string, events: readonly Event[], file: string): void {
  for (const event of events) {
    if (event.type === EVENT_ID.ALIAS)
      throw new UsageError(
        `SPEC_YAML: ${file}:${lineAt(text, event.anchorStart)}: aliases are not accepted. Write the value out.`,
      );
    if (!('tagStart' in event)) continue;
    if (event.tagStart >= 0)
      throw new UsageError(
        `SPEC_YAML: ${file}:${lineAt(text, event.tagStart)}: tags are not accepted. Leave it out.`,
      );
    if (event.anchorStart >= 0)
      throw new UsageError(
        `SPEC_YAML: ${file}:${lineAt(text, event.anchorStart)}: anchors are not accepted. Leave it out.`,
      );
  }
}

/** Merge keys are ordinary keys to the parser; here they are refused by name, for a clearer message than the schema's. */
function refuseMergeKeys(value: unknown, file: string): void {
  if (typeof value !== 'object' || value === null) return;
  if (Object.hasOwn(value, '<<'))
    throw new UsageError(`SPEC_YAML: ${file}: merge keys (<<) are not accepted. Write the keys out.`);
  for (const item of Object.values(value)) refuseMergeKeys(item, file);
}

/**
 * Reads YAML text with the types of JSON: 017, 0x10, .nan, yes and dates are text, and numbers that overflow are too.
 * YAML is read here and nowhere else; other programs send JSON.
 *
 * @throws UsageError with file and line.
 */
export function parseSpecText(text: string, file: string): unknown {
  if (Buffer.byteLength(text) > MAX_SPEC_BYTES) {
    throw new UsageError(
      `SPEC_TOO_LARGE: ${file} must have at most ${MAX_SPEC_BYTES} bytes, got ${Buffer.byteLength(text)}.`,
    );
  }
  try {
    const events = parseEvents(text, { filename: file, maxDepth: MAX_DEPTH });
    refuseReferences(text, events, file);
    const documents = constructFromEvents(events, {
      source: text,
      filename: file,
      schema: JSON_SCHEMA,
      maxAliases: 0,
    });
    if (documents.length !== 1)
      throw new UsageError(`SPEC_YAML: ${file} must hold one document, got ${documents.length}.`);
    refuseMergeKeys(documents[0], file);
    return documents[0];
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const line = error.mark === undefined || error.mark === null ? '' : `:${error.mark.line + 1}`;
    throw new UsageError(`SPEC_YAML: ${file}${line}: ${error.reason}.`, { cause: error });
  }
}

/** Reads a spec file; `-` is standard input. */
export function readSpecFile(file: string): unknown {
  try {
    if (file !== '-' && statSync(file).size > MAX_SPEC_BYTES)
      return parseSpecText(' '.repeat(MAX_SPEC_BYTES + 1), file);
    return parseSpecText(
      readFileSync(file === '-' ? 0 : file, 'utf8'),
      file === '-' ? 'standard input' : file,
    );
  } catch (error) {
    if (
      !(
        error instanceof Error &&
        'code' in error &&
        (error.code === 'ENOENT' || error.code === 'EISDIR' || error.code === 'EACCES')
      )
    )
      throw error;
    throw new UsageError(`SPEC_FILE: ${file} cannot be read (${String(error.code)}).`, { cause: error });
  }
}
