import { join } from 'node:path';
import type { Command } from '../processes.ts';

/** Where a server is installed, where it keeps its data, and its port. */
export interface Place {
  readonly installed: string;
  readonly data: string;
  readonly port: number;
}

/** A server that people really run: how it is installed and started. */
export interface RealServer {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  /** What the machine must have for the installation, in words. */
  readonly needs: string;
  /** The commands that install it, and may take minutes. */
  install(installed: string): readonly Command[];
  /** Its configuration: file names below the data folder, and their texts. */
  configuration(place: Place): Readonly<Record<string, string>>;
  /** Commands that must end before it is started. */
  prepare(place: Place): readonly Command[];
  serve(place: Place): Command;
}

/** Synapse: the last release under the Apache licence, with the newest dependencies with which it starts. */
const synapse: RealServer = {
  id: 'synapse',
  name: 'Synapse',
  version: '1.98.0',
  needs: 'Python 3 with venv and pip, and PyPI',
  install: (installed) => [
    { program: 'python3', args: ['-m', 'venv', installed], folder: '.' },
    {
      program: join(installed, 'bin', 'pip'),
      args: ['install', '--quiet', '--disable-pip-version-check', ...synapsePackages],
      folder: installed,
    },
  ],
  configuration: ({ port }) => ({
    'homeserver.yaml': synapseConfiguration(port),
    'log.yaml': 'version: 1\nroot: { level: WARNING }\ndisable_existing_loggers: false\n',
  }),
  prepare: (place) => [synapseCommand(place, '--generate-keys')],
  serve: (place) => synapseCommand(place),
};

const synapsePackages = [
  'matrix-synapse==1.98.0',
  'Twisted==23.10.0',
  'prometheus-client==0.19.0',
  'pydantic==2.5.2',
  'treq==23.11.0',
  'setuptools<70',
];

const synapseCommand = ({ installed, data }: Place, ...more: readonly string[]): Command => ({
  program: join(installed, 'bin', 'python'),
  args: ['-m', 'synapse.app.homeserver', '-c', 'homeserver.yaml', ...more],
  folder: data,
});

/** Open registration, no rate limits, cheap passwords, nothing that leaves this machine. */
const synapseConfiguration = (port: number): string => `\
server_name: localhost
report_stats: false
log_config: log.yaml
pid_file: pid
media_store_path: media
signing_key_path: signing.key
trusted_key_servers: []
federation_domain_whitelist: []
database: { name: sqlite3, args: { database: homeserver.db } }
listeners:
  - port: ${port}
    bind_addresses: [127.0.0.1]
    type: http
    tls: false
    resources: [{ names: [client] }]
macaroon_secret_key: not-a-secret
form_secret: not-a-secret
enable_registration: true
enable_registration_without_verification: true
bcrypt_rounds: 4
room_list_publication_rules: [{ action: allow }]
rc_message: &none { per_second: 100000, burst_count: 100000 }
rc_registration: *none
rc_registration_token_validity: *none
rc_admin_redaction: *none
rc_joins: { local: *none, remote: *none }
rc_joins_per_room: *none
rc_invites: { per_room: *none, per_user: *none, per_issuer: *none }
rc_login: { address: *none, account: *none, failed_attempts: *none }
`;

/** Dendrite: its views show some requests only after their answers. */
const dendrite: RealServer = {
  id: 'dendrite',
  name: 'Dendrite',
  version: '0.13.8',
  needs: 'Go, a C compiler, and a Go module proxy',
  install: (installed) => [
    {
      program: 'go',
      args: ['install', dendritePackage('dendrite'), dendritePackage('generate-keys')],
      folder: '.',
      environment: { CGO_ENABLED: '1', GOBIN: installed },
    },
  ],
  configuration: () => ({ 'dendrite.yaml': dendriteConfiguration }),
  prepare: ({ installed, data }) => [
    {
      program: join(installed, 'generate-keys'),
      args: ['--private-key', 'matrix_key.pem'],
      folder: data,
    },
  ],
  serve: ({ installed, data, port }) => ({
    program: join(installed, 'dendrite'),
    args: [
      '-config',
      'dendrite.yaml',
      '-http-bind-address',
      `127.0.0.1:${port}`,
      '-really-enable-open-registration',
    ],
    folder: data,
  }),
};

const dendritePackage = (name: string): string =>
  `github.com/matrix-org/dendrite/cmd/${name}@v0.13.8`;

const dendriteConfiguration = `\
version: 2
global:
  server_name: localhost
  private_key: matrix_key.pem
  disable_federation: true
  trusted_third_party_id_servers: []
  jetstream: { storage_path: ./, topic_prefix: Dendrite }
  cache: { max_size_estimated: 200mb, max_age: 1h }
client_api:
  registration_disabled: false
  guests_disabled: true
  rate_limiting: { enabled: false }
federation_api: { key_perspectives: [], database: { connection_string: 'file:federationapi.db' } }
media_api: { base_path: ./media, database: { connection_string: 'file:mediaapi.db' } }
mscs: { mscs: [], database: { connection_string: 'file:mscs.db' } }
relay_api: { database: { connection_string: 'file:relayapi.db' } }
room_server: { database: { connection_string: 'file:roomserver.db' } }
sync_api: { search: { enabled: false }, database: { connection_string: 'file:syncapi.db' } }
key_server: { database: { connection_string: 'file:keyserver.db' } }
user_api:
  bcrypt_cost: 4
  account_database: { connection_string: 'file:userapi.db' }
  device_database: { connection_string: 'file:device.db' }
logging: [{ type: std, level: error }]
`;

export const realServers: readonly RealServer[] = [synapse, dendrite];
