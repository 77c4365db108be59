import sdk from 'matrix-js-sdk-0.3.0';

// As small as a chat can be: it logs in, shows what is said in the first room of the user, and says something there.

const status = document.querySelector('[role=status]');
const messages = document.querySelector('#messages');

/** Calls back with what the user wrote into a form. */
const onSubmit = (id, submit) => {
  const form = document.querySelector(`#${id}`);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submit(Object.fromEntries(new FormData(form)));
  });
};

const show = (event) => {
  if (event.getType() !== 'm.room.message') return;
  const item = document.createElement('li');
  item.textContent = `${event.getSender()}: ${event.getContent().body}`;
  messages.append(item);
};

const start = (client) => {
  client.on('syncComplete', () => (status.textContent = 'Synced'));
  client.on('syncError', (error) => (status.textContent = `Not synced: ${error}`));
  client.on('event', show);
  client.startClient();
  onSubmit('say', ({ text }) => {
    const [room] = client.getRooms();
    client
      .sendTextMessage(room.roomId, text)
      .done(({ event_id: id }) => (status.textContent = `Sent ${id}`));
  });
};

onSubmit('login', ({ server, user, password }) => {
  sdk
    .createClient({ baseUrl: server })
    .loginWithPassword(user, password)
    .done(
      ({ access_token: accessToken, user_id: userId }) =>
        start(sdk.createClient({ baseUrl: server, accessToken, userId })),
      (error) => (status.textContent = `Not logged in: ${error.message}`),
    );
});
