/** Something the server will not do; the control call that asked gets the reason. */
export class Refused extends Error {
  constructor(reason, status = 409) {
    super(reason);
    this.reason = reason;
    this.status = status;
  }
}
