// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Cancellation.h"
#include "core/base/UniqueFd.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace tern::test {

/// A message in a maildrop, CRLF line ends.
struct MaildropMessage {
    std::string raw;
    std::string uidl;
};

/// "Subject: NAME", a Message-ID that follows from it, and a short body with lines that begin with dots.
[[nodiscard]] std::string maildropMessage(const std::string &name);

/// What goes wrong at one command of a session.
enum class Pop3Fault {
    None,
    Refused,        ///< -ERR, not carried out
    LostBefore,     ///< the connection breaks, not carried out
    LostInside,     ///< it breaks in the middle of the answer
    LostAfter       ///< carried out, it breaks before the answer
};

/// A small POP3 server in this process: one maildrop, one session at a time, removing at QUIT alone; faults and faulty habits on request.
/// Any user and password will do. Thread: any.
class ModelPop3Server final {
public:
    struct Habits {
        bool capa = true, uidl = true, top = true, pipelining = true;
        bool extraLines = false;            ///< LIST tells of one message that is not there, STAT of hundred more
        bool missingLines = false;          ///< LIST leaves the last one out
        bool headerLines = false;           ///< the server writes Status and X-UID into what it hands out, another value each time
        std::string refuseSignIn;           ///< "[IN-USE] x": the answer to PASS
    };
    ModelPop3Server();
    ~ModelPop3Server();
    ModelPop3Server(const ModelPop3Server &) = delete;
    ModelPop3Server &operator=(const ModelPop3Server &) = delete;

    [[nodiscard]] std::uint16_t port() const { return m_port; }
    void setHabits(const Habits &habits);
    void edit(const std::function<void(std::vector<MaildropMessage> &)> &work);
    [[nodiscard]] std::vector<MaildropMessage> messages();
    void deliver(const std::string &name);

    /// Commands since the last clearLog(), those of signing in left out.
    [[nodiscard]] std::vector<std::string> log();
    [[nodiscard]] int count(const std::string &start);
    void clearLog();
    /// Round trips since clearLog(): how often the server had answered everything and waited.
    [[nodiscard]] int roundTrips();

    /// The fault comes at the n-th logged command from now; once. 0: not at all.
    void failAt(int n, Pop3Fault fault);
    [[nodiscard]] bool hasFailed();
    /// Called when a fault comes. On the session's thread.
    void whenStruck(std::function<void()> call);
    /// Called with each message as DELE marks it. On the session's thread.
    void whenMarked(std::function<void(const MaildropMessage &)> call);
    /// The connection breaks after so many bytes from the server in one session; 0: no longer.
    void cutAfter(std::size_t bytes);
    [[nodiscard]] std::size_t bytesOfLastSession() const { return m_lastSession; }

private:
    class Session;
    void serve();

    UniqueFd m_listener;
    std::uint16_t m_port = 0;
    std::mutex m_mutex;
    Habits m_habits;
    std::vector<MaildropMessage> m_messages;
    std::vector<std::string> m_log;
    int m_roundTrips = 0;
    int m_failIn = 0;
    Pop3Fault m_fault = Pop3Fault::None;
    std::function<void()> m_whenStruck;
    std::function<void(const MaildropMessage &)> m_whenMarked;
    std::size_t m_cutAfter = 0;
    std::atomic<std::size_t> m_lastSession{0};
    int m_nextUidl = 1;
    StopSource m_stop;
    std::thread m_thread;
};

} // namespace tern::test
