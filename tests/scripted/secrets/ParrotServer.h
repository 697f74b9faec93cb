// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Cancellation.h"
#include "core/base/UniqueFd.h"
#include "core/net/ConnectionTrace.h"

#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace tern::test {

/// A server of one connection that lets a client sign in with one mechanism, and then repeats all that it was told in its answer.
/// Thread: any; it serves on its own.
class ParrotServer final {
public:
    enum class Verdict {
        Taken,      ///< signed in
        Refused,    ///< wrong password
        Unknown     ///< "what is …?"
    };

    /// \param mechanism  offered as the only SASL mechanism; "" offers none
    /// \param takesInitial  a response may come with the command, where that must be offered (IMAP)
    ParrotServer(WireProtocol protocol, std::string mechanism, Verdict verdict, bool takesInitial);
    ~ParrotServer();
    ParrotServer(const ParrotServer &) = delete;
    ParrotServer &operator=(const ParrotServer &) = delete;

    [[nodiscard]] std::uint16_t port() const { return m_port; }
    /// What the client said that is to stay secret, as it stood on the wire.
    [[nodiscard]] std::vector<std::string> secrets();

private:
    void run();
    bool readLine(std::string &line);
    void say(const std::string &text);
    void serveImap();
    void servePop3();
    void serveSmtp();
    /// Asks as the mechanism does. \param first  what came with the command; \param prompt  before a challenge ("+ ", "334 ")
    bool converse(std::string first, const std::string &prompt);
    void keep(const std::string &secret);
    [[nodiscard]] std::string repeated();

    const WireProtocol m_protocol;
    const std::string m_mechanism;
    const Verdict m_verdict;
    const bool m_takesInitial;
    UniqueFd m_listener;
    UniqueFd m_client;
    std::uint16_t m_port = 0;
    std::string m_buffer;
    std::mutex m_mutex;
    std::vector<std::string> m_secrets;
    StopSource m_stop;
    std::thread m_thread;
};

} // namespace tern::test
