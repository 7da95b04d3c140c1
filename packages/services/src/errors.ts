/** Codes are stored and scripted against: they are superseded, never renamed. */
export type ServiceErrorCode = 'SERVICE_AWAY' | 'SERVICE_START' | 'SERVICE_MISSING' | 'CONFIG_INVALID';

/** A local service, or the setting that names it, is not as it must be. The message begins with the code. */
export class ServiceError extends Error {
  readonly code: ServiceErrorCode;

  constructor(code: ServiceErrorCode, message: string, options?: ErrorOptions) {
    super(`${code}: ${message}`, options);
    this.name = 'ServiceError';
    this.code = code;
  }
}

export type ServiceName = 'Postgres' | 'Temporal';

/** One service that does not answer: which, where it was looked for, and what starts it. */
export interface AwayService {
  readonly service: ServiceName;
  readonly where: string;
  readonly remedy: string;
}

/** Needed services do not answer. One line each, complete by itself. */
export class ServiceAwayError extends ServiceError {
  readonly services: readonly AwayService[];

  constructor(services: readonly AwayService[]) {
    super(
      'SERVICE_AWAY',
      services
        .map((away) => `${away.service} is away (looked at ${away.where}). ${away.remedy}`)
        .join('\nSERVICE_AWAY: '),
    );
    this.name = 'ServiceAwayError';
    this.services = services;
  }
}
