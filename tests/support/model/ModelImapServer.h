// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Cancellation.h"
#include "core/base/UniqueFd.h"
#include "tests/support/model/ModelCommand.h"
#include "tests/support/model/ModelMail.h"

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace tern::test {

class ModelConnection;

/// What goes wrong at one command.
enum class ModelFault {
    None,
    LostBefore,     ///< every connection breaks, the command was not carried out
    LostAfter       ///< carried out, every connection breaks before the reply
};

/// A small IMAP server in this process: true to the protocol where clients depend on it, for several connections at once, with faults on request.
/// Any user and password will do.
class ModelImapServer final {
public:
    static constexpr const char *kPlain = "IMAP4rev1 ID UNSELECT LITERAL+";
    static constexpr const char *kModern =
        "IMAP4rev1 ID UNSELECT LITERAL+ IDLE NAMESPACE UIDPLUS MOVE SPECIAL-USE LIST-EXTENDED LIST-STATUS ENABLE CONDSTORE QRESYNC";

    struct Options {
        std::string capabilities = kModern;
        int mostConnections = 1'000;    ///< more are refused with a BYE
        std::size_t mostTogether = 1'000;   ///< messages in one APPEND; more are refused
    };
    ModelImapServer() : ModelImapServer(Options{}) {}
    explicit ModelImapServer(Options options);
    ~ModelImapServer();
    ModelImapServer(const ModelImapServer &) = delete;
    ModelImapServer &operator=(const ModelImapServer &) = delete;

    [[nodiscard]] std::uint16_t port() const { return m_port; }

    /// Works on the mail under the server's lock; idling clients are told afterwards.
    void edit(const std::function<void(ModelMail &)> &work);
    std::uint32_t deliver(const std::string &mailbox, const std::string &name, std::set<std::string> flags = {});
    /// "name flag flag", one per message in UID order.
    [[nodiscard]] std::vector<std::string> content(const std::string &mailbox);
    /// Names only.
    [[nodiscard]] std::vector<std::string> names(const std::string &mailbox);

    /// Every command since the last clearLog(), of all connections, without tags and without what signing in needs.
    [[nodiscard]] std::vector<std::string> log();
    /// How many logged commands begin with this.
    [[nodiscard]] int count(const std::string &start);
    void clearLog();

    /// The fault comes at the n-th logged command from now (1 is the next) that begins with `start`; once.
    void failAt(int n, ModelFault fault, std::string start = {});
    /// As failAt(), of the commands that sign in and out, which are not logged: AUTHENTICATE, LOGIN, CAPABILITY, ID, ENABLE, LOGOUT.
    void failAtSignIn(int n, ModelFault fault);
    [[nodiscard]] bool hasFailed();
    /// Called when the fault comes, before the connections break: a test may end its client there. On a connection's thread, under the lock.
    void whenStruck(std::function<void()> call);
    /// Commands that begin with `start` are answered with `answer` ("NO [OVERQUOTA] full"); empty: no longer.
    void refuse(std::string start, std::string answer);
    /// Does `work` on the mail just before the first command that begins with `start` is carried out; once.
    void at(std::string start, std::function<void(ModelMail &)> work);
    /// The answer to the next command that begins with `start` is made when it comes and told only after release().
    void hold(std::string start);
    [[nodiscard]] bool isHolding();
    void release();
    /// The most commands that a client had sent behind one that was not answered yet, since clearLog().
    [[nodiscard]] int mostAhead();
    /// COPYUID pairs come in the wrong order.
    void lieAboutCopies(bool lies);
    /// Sees what is about to be sent, with the command that it answers ("" for the greeting), and may make it anything; kHangUp at its end closes the
    /// connection behind it. Called under the server's lock.
    using Liar = std::function<void(const ModelCommand &command, std::string &reply)>;
    static constexpr char kHangUp = '\x04';
    void lie(Liar liar);
    /// Refuses connections, breaks those there are.
    void setDown(bool down);
    [[nodiscard]] int connections();

private:
    friend class ModelConnection;
    void accept();
    /// The fault is here. Under the lock.
    void strike();
    void breakAll();
    void wakeAll();
    /// Counts the command. Under the lock.
    ModelFault noteCommand(const std::string &text);
    ModelFault noteSignIn();
    /// Waits with the answer to this command, if that was asked for. Without the lock.
    void holdBack(const std::string &text);

    const Options m_options;
    UniqueFd m_listener;
    std::uint16_t m_port = 0;
    std::recursive_mutex m_mutex;
    ModelMail m_mail;
    std::vector<std::string> m_log;
    int m_failIn = 0;
    ModelFault m_fault = ModelFault::None;
    std::string m_failStart;
    int m_failSignInIn = 0;
    ModelFault m_signInFault = ModelFault::None;
    std::function<void()> m_whenStruck;
    std::map<std::string, std::string> m_refusals;
    std::string m_atStart;
    std::function<void(ModelMail &)> m_at;
    std::mutex m_holdMutex;
    std::condition_variable m_released;
    std::optional<std::string> m_holdStart;
    bool m_isHolding = false;
    int m_mostAhead = 0;
    bool m_lies = false;
    Liar m_liar;
    bool m_down = false;
    std::vector<std::shared_ptr<ModelConnection>> m_connections;
    StopSource m_stop;
    std::thread m_thread;
};

} // namespace tern::test
