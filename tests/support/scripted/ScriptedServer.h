// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Cancellation.h"
#include "core/base/UniqueFd.h"
#include "tests/support/scripted/TestCertificate.h"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace tern::test {

/// How the server cuts what it sends, so that a client that relies on packets fails.
enum class Pieces { One = 1, Seven = 7, Whole = 1'000'000'000 };

/// A TCP server on a free loopback port that plays a dialogue and fails on a line nobody expected. Steps, one string each:
///   "C: text"   the client sends this line. "$T" at its start takes any tag and remembers it; a final "..." takes any rest.
///   "S: text"   the server sends this line and CRLF; "$T" is the remembered tag.
///   "D: bytes"  the client sends exactly these bytes (a literal); \r \n \\ \xNN are understood.
///   "R: bytes"  the server sends these bytes, no CRLF added; the same escapes.
///   "TLS"       the server makes its side of a TLS handshake (needs setIdentity()); "TLS!" expects it to fail.
///   "X"         the server closes the connection.
///   "N"         waits for the next connection (the first one needs none).
///   "E"         waits for the client to close.
///   "L"         listens: takes whatever the client says, until it closes.
///   "W"         waits until the client has said something more, and leaves it where it is.
///   "G: name"   waits until the test calls open(name).
/// After the last step a client that closes in order is fine, and one that says more fails.
class ScriptedServer final {
public:
    explicit ScriptedServer(Pieces pieces = Pieces::Whole);
    ~ScriptedServer();
    ScriptedServer(const ScriptedServer &) = delete;
    ScriptedServer &operator=(const ScriptedServer &) = delete;

    [[nodiscard]] std::uint16_t port() const { return m_port; }
    ScriptedServer &play(std::vector<std::string> steps);
    ScriptedServer &expect(std::string step) { return play({std::move(step)}); }
    template <typename... Steps>
    ScriptedServer &send(Steps... steps)
    {
        return play({std::string(steps)...});
    }
    void setIdentity(TestIdentity identity) { m_identity = std::move(identity); }
    /// Longest wait for one step; then the script has failed.
    void setPatience(std::chrono::milliseconds patience) { m_patience = patience; }

    /// Begins to serve, on a thread of its own.
    void start();
    void open(const std::string &gate);
    /// Waits for the end of the script. \return empty when all went as written, else what went wrong, with the step.
    [[nodiscard]] std::string finish();
    /// Every byte that the client said in the clear to lines and "L", over all connections. After finish().
    [[nodiscard]] const std::string &heardInTheClear() const { return m_clear; }

private:
    class Connection;
    void run();
    std::string runSteps();
    std::string runStep(const std::string &step);
    std::string acceptOne();
    std::string expectLine(const std::string &pattern);
    std::string waitForGate(const std::string &gate);
    std::string drain();
    [[nodiscard]] std::string withTag(std::string text) const;

    const Pieces m_pieces;
    UniqueFd m_listener;
    std::uint16_t m_port = 0;
    std::vector<std::string> m_steps;
    std::optional<TestIdentity> m_identity;
    std::chrono::milliseconds m_patience{5000};
    std::unique_ptr<Connection> m_connection;
    std::string m_tag;
    std::string m_failure;
    std::string m_clear;
    StopSource m_stop;
    std::mutex m_mutex;
    std::condition_variable m_gates;
    std::set<std::string> m_openGates;
    std::thread m_thread;
};

} // namespace tern::test
