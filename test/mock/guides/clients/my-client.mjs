// The client of the guide: it sends again what may be lost, with the same txnId.
export class MyClient {
  #base;
  #token;
  #sent = 0;

  constructor(url, token) {
    this.#base = `${url}/_matrix/client/api/v1`;
    this.#token = token;
  }

  async #ask(method, path, body) {
    const mark = path.includes('?') ? '&' : '?';
    const response = await fetch(`${this.#base}${path}${mark}access_token=${this.#token}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    return response.json();
  }

  async send(room, text) {
    this.#sent += 1;
    const path = `/rooms/${encodeURIComponent(room)}/send/m.room.message/${this.#sent}`;
    const again = () => this.#ask('PUT', path, { msgtype: 'm.text', body: text });
    return again().catch(again).catch(again);
  }

  async history(room) {
    const path = `/rooms/${encodeURIComponent(room)}/messages?dir=b&limit=100`;
    const { chunk } = await this.#ask('GET', path);
    return chunk
      .filter(({ type }) => type === 'm.room.message')
      .map(({ content }) => content.body)
      .toReversed();
  }
}
