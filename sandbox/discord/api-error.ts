/** A refusal as Discord words it: HTTP status, its own error code, sentence. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly code: number;

  constructor(status: number, code: number, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** Codes of Discord's list that the stand-in answers with. */
export const REFUSED = {
  unauthorized: () => new ApiError(401, 0, '401: Unauthorized'),
  noRoute: () => new ApiError(404, 0, '404: Not Found'),
  channel: () => new ApiError(404, 10003, 'Unknown Channel'),
  message: () => new ApiError(404, 10008, 'Unknown Message'),
  user: () => new ApiError(404, 10013, 'Unknown User'),
  webhook: () => new ApiError(404, 10015, 'Unknown Webhook'),
  interaction: () => new ApiError(404, 10062, 'Unknown interaction'),
  command: () => new ApiError(404, 10063, 'Unknown application command'),
  acknowledged: () => new ApiError(400, 40060, 'Interaction has already been acknowledged.'),
  missingAccess: () => new ApiError(403, 50001, 'Missing Access'),
  directMessage: () => new ApiError(403, 50003, 'Cannot execute action on a DM channel'),
  notAuthor: () => new ApiError(403, 50005, 'Cannot edit a message authored by another user'),
  empty: () => new ApiError(400, 50006, 'Cannot send an empty message'),
  closed: () => new ApiError(403, 50007, 'Cannot send messages to this user'),
  token: () => new ApiError(401, 50027, 'Invalid Webhook Token'),
  json: () => new ApiError(400, 50109, 'The request body contains invalid JSON.'),
  form: (where: string, message: string) =>
    new ApiError(400, 50035, `Invalid Form Body: ${where}: ${message}`),
} as const;
