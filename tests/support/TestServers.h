// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace tern::test {

/// The ports of one protocol on 127.0.0.1 (the certificate is for `localhost` and 127.0.0.1).
struct ServerPorts {
    std::uint16_t tls = 0;
    std::uint16_t starttls = 0;
    std::uint16_t plain = 0;
};

/// A mailbox that exists on every server.
struct ServerAccount {
    std::string email;
    std::string user;
    std::string password;
    std::string passwordFile;
};

/// Listeners that present a bad certificate over TLS and are the real server behind it.
struct BadCertificatePorts {
    std::uint16_t imap = 0;
    std::uint16_t smtp = 0;
    std::string caFile; ///< PEM that makes an unexpired certificate with the right name acceptable
};

/// What tests/servers/tern_servers.py is asked for.
struct TestServersOptions {
    bool seed = false;                      ///< fill the mailboxes with the demo's messages
    int bulk = 0;                           ///< that many messages in the receiver's folder `Bulk`
    std::vector<std::string> tlsCases;      ///< any of expired, selfsigned, wronghost
    std::vector<std::string> users;         ///< more accounts
    std::string capability;                 ///< IMAP capabilities, or "-MOVE -UIDPLUS" to take some away
    bool postfix = false;                   ///< Postfix too; root only
    bool exim = false;                      ///< Exim too, where TestServers::privateRoots()
    bool opensmtpd = false;                 ///< OpenSMTPD too, where TestServers::privateRoots()
    bool cyrus = false;                     ///< Cyrus too: the same accounts, empty
    std::string cyrusConf;                  ///< more lines for its imapd.conf
    std::vector<std::string> more;          ///< further arguments, as they are
};

/// Real servers (Dovecot, a submission server) for one test program, in a process of their own. Needs no event loop.
/// The destructor stops them and removes every file; so does the end of this process, however it ends.
/// A call blocks until the servers have done it. Thread: any, one at a time.
/// Errors are std::runtime_error, whose text says what failed: a test can't go on without its servers.
class TestServers final {
public:
    /// Blocks until every port accepts: 0.2 s; on a machine's first run also the time of a 10 MB download.
    explicit TestServers(const TestServersOptions &options = {});
    ~TestServers();
    TestServers(const TestServers &) = delete;
    TestServers &operator=(const TestServers &) = delete;

    ServerPorts imap;
    ServerPorts pop3;
    ServerPorts smtp;
    std::uint16_t lmtp = 0;
    ServerPorts dovecotSubmission;  ///< Dovecot's own submission server, without the plain port; 0 without "--dovecot-submission" in `more`
    std::uint16_t postfix = 0;  ///< STARTTLS submission; 0 without Postfix
    std::uint16_t postfixPlain = 0; ///< takes mail of anybody here and throws it away: for measuring
    std::string postfixTools;   ///< shell words to put right before the name of one of Postfix's commands
    std::string postfixInternational; ///< the mbox file that mail for 中文@qq.test goes into
    ServerPorts exim;           ///< submission, without the plain port; 0 without Exim
    std::string eximInternational;  ///< as Postfix's
    ServerPorts opensmtpd;      ///< as Exim's
    ServerPorts cyrus;          ///< IMAP, without STARTTLS; 0 without Cyrus
    std::string caFile;         ///< PEM of the authority that signed every good certificate
    std::string folder;
    std::string doveadm;        ///< shell words to put before a doveadm command
    std::string log;            ///< Dovecot's log file
    std::map<std::string, BadCertificatePorts> tlsCases;
    std::vector<ServerAccount> accounts;

    /// Whether Exim and OpenSMTPD can be started here: by root, on a machine that allows mounts of one's own.
    [[nodiscard]] static bool privateRoots();

    /// sender@163.test and receiver@qq.test are always there.
    [[nodiscard]] const ServerAccount &account(std::string_view email) const;
    [[nodiscard]] const ServerAccount &sender() const { return account("sender@163.test"); }
    [[nodiscard]] const ServerAccount &receiver() const { return account("receiver@qq.test"); }

    /// Ends every server. The ports stay ours: a client is refused. Mail stays.
    void stopServers() { command("stop-servers"); }
    /// The same servers, ports and mail again.
    void startServers() { command("start-servers"); }
    /// Breaks every client's connection at once, without a goodbye.
    void killConnections() { command("kill-connections"); }
    /// With "--oauth" in `more`: every access token that was shown so far ends.
    void revokeTokens() { command("revoke-tokens"); }

private:
    void spawn(const TestServersOptions &options);
    void describe(const std::string &line);
    void command(std::string_view name);
    std::string readLine(std::chrono::milliseconds limit);
    void end() noexcept;

    pid_t m_process = -1;
    int m_input = -1;   ///< its standard input; closing it ends the servers
    int m_output = -1;
    std::string m_buffered;
};

} // namespace tern::test
