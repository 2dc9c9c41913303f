// Settings of Node-RED for the pages of EdgeEcg devices; see README.md beside this file for the variables.
const loopback = ['127.0.0.1', '::1', 'localhost'];
const host = process.env.EDGEECG_DASHBOARD_HOST || '127.0.0.1';
const pass = process.env.EDGEECG_DASHBOARD_PASSWORD_HASH;
if (!loopback.includes(host) && !pass) {
    throw new Error(`EDGEECG_DASHBOARD_HOST is ${host}: a page that others can reach needs EDGEECG_DASHBOARD_PASSWORD_HASH; `
        + 'node-red admin hash-pw makes one');
}

process.env.EDGEECG_MQTT_HOST ||= '127.0.0.1';
process.env.EDGEECG_MQTT_PORT ||= '1883';

module.exports = {
    uiHost: host,
    uiPort: Number(process.env.EDGEECG_DASHBOARD_PORT || 1880),
    flowFile: 'flows.json',
    flowFilePretty: true,
    // Nothing is fetched and nobody is told anything.
    externalModules: { autoInstall: false, palette: { allowInstall: false }, modules: { allowInstall: false } },
    telemetry: { enabled: false, updateNotification: false },
    editorTheme: { tours: false },
    ...(pass && {
        adminAuth: { type: 'credentials', users: [{ username: 'edgeecg', password: pass, permissions: '*' }] },
        httpNodeAuth: { user: 'edgeecg', pass },
    }),
    dashboard: pass && {
        // Without this the page's live connection would be open to whoever skips the page.
        ioMiddleware: [
            (socket, next) => {
                const [, encoded] = (socket.handshake.headers.authorization || '').split('Basic ');
                const [user, password] = Buffer.from(encoded || '', 'base64').toString().split(':');
                const right = user === 'edgeecg' && require('bcryptjs').compareSync(password || '', pass);
                next(right ? undefined : new Error('wrong password'));
            },
        ],
    },
};
