import { findHome } from '@widthwise/services';

/** What every command knows of its surroundings; read once, in main. */
export interface Context {
  readonly env: NodeJS.ProcessEnv;
  /** The folder of local state. */
  readonly home: string;
}

export const readContext = (env: NodeJS.ProcessEnv): Context => ({ env, home: findHome(env) });
