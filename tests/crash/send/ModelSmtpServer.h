// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Cancellation.h"
#include "core/base/UniqueFd.h"

#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace tern::test {

/// A small submission server in this process that keeps what it took, and calls somebody at one of its steps: the greeting, each command, the final dot.
/// Any user and password will do. One client at a time.
/// Thread: any.
class ModelSmtpServer final {
public:
    enum class When {
        Before,     ///< the step is not carried out
        After       ///< it is, and its reply is never sent
    };

    ModelSmtpServer();
    ~ModelSmtpServer();
    ModelSmtpServer(const ModelSmtpServer &) = delete;
    ModelSmtpServer &operator=(const ModelSmtpServer &) = delete;

    [[nodiscard]] std::uint16_t port() const { return m_port; }
    /// Calls at the n-th step from now (1 is the next greeting) and closes the connection; 0: never.
    void strikeAt(int step, When when, std::function<void()> call);
    /// "greeting", "EHLO", … "." since clear().
    [[nodiscard]] std::vector<std::string> steps();
    /// The messages taken, as they came, since clear().
    [[nodiscard]] std::vector<std::string> taken();
    void clear();

private:
    void accept();
    void serve(int socket);
    /// \return false: the connection ends here.
    [[nodiscard]] bool step(int socket, const std::string &name, const std::string &reply, const std::function<void()> &work = {});

    UniqueFd m_listener;
    std::uint16_t m_port = 0;
    std::mutex m_mutex;
    int m_strikeIn = 0;
    When m_when = When::Before;
    std::function<void()> m_call;
    std::vector<std::string> m_steps;
    std::vector<std::string> m_taken;
    StopSource m_stop;
    std::thread m_thread;
};

} // namespace tern::test
