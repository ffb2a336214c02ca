export { type ChannelName, type Connection, readConnection } from './connection.js';
export { type Dict, type Header, type Message, type Outgoing, protocolVersion } from './message.js';
export { type RequestChannel, type SocketHandlers, Sockets } from './sockets.js';
export { Wire } from './wire.js';
export { within } from './within.js';
export { loadZmq } from './zmq.js';
