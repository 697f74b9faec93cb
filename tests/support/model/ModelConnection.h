// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Cancellation.h"
#include "core/base/UniqueFd.h"
#include "tests/support/model/ModelCommand.h"
#include "tests/support/model/ModelImapServer.h"

#include <atomic>
#include <map>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace tern::test {

/// Whether the calling thread is one that serves a client of a ModelImapServer.
[[nodiscard]] bool isModelServerThread();

/// One client of a ModelImapServer, on a thread of its own.
class ModelConnection final {
public:
    ModelConnection(ModelImapServer &server, UniqueFd socket, bool refused);
    void start();
    void wake() { m_wake.signal(); }
    /// From any thread: the client sees the end of the connection.
    void shutdown();
    /// And waits for the thread.
    void breakOff();
    [[nodiscard]] bool hasEnded() const { return m_ended; }
    ~ModelConnection();

private:
    void run();
    [[nodiscard]] bool readCommand(ModelCommand &command);
    [[nodiscard]] bool fill();
    void send(const std::string &line) { m_out += line + "\r\n"; }
    void flush();
    /// The liar's turn. Under the lock.
    void twist(const ModelCommand &command);
    void execute(const ModelCommand &command);
    [[nodiscard]] bool signIn(const ModelCommand &command);
    void finish(const ModelCommand &command, const std::string &answer);

    std::string list(const ModelCommand &command);
    std::string status(const std::string &name);
    std::string select(const ModelCommand &command);
    std::string fetch(const ModelCommand &command, bool byUid);
    [[nodiscard]] std::string fetchOne(std::size_t seq, const ModelMessage &message, const std::string &items, bool withUid);
    std::string store(const ModelCommand &command);
    std::string copy(const ModelCommand &command, bool moves);
    std::string expunge(const ModelCommand &command, bool byUid);
    std::string append(const ModelCommand &command);
    std::string changeMailboxes(const ModelCommand &command);
    void idle(const ModelCommand &command);
    void tellNews(bool withExpunges);
    void tellOthers();
    void noteOthers();

    [[nodiscard]] std::string mailboxNamed(const std::string &word) const;
    [[nodiscard]] std::string onWire(const std::string &name) const;
    [[nodiscard]] bool has(const std::string &capability) const;
    /// Mailboxes are labels, as it says and as its All Mail shows.
    [[nodiscard]] bool isGmail() const;
    [[nodiscard]] ModelMailbox *mailbox();

    ModelImapServer &m_server;
    UniqueFd m_socket;
    const bool m_refused;
    WakeFd m_wake;
    std::string m_in;
    std::string m_out;
    std::string m_selected;
    std::vector<std::uint32_t> m_seen;              // UIDs by sequence number, as the client knows them
    std::map<std::uint32_t, std::uint64_t> m_told;  // mod-sequence of the flags the client knows
    std::map<std::string, std::uint64_t> m_others;  // NOTIFY: mod-sequence of each mailbox as it was told last
    bool m_notifies = false;
    bool m_utf8 = false;
    bool m_qresync = false;
    bool m_isOpen = true;
    std::atomic<bool> m_ended{false};
    std::thread m_thread;
};

} // namespace tern::test
