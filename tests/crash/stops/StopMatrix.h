// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/crash/stops/StopScenario.h"
#include "tests/support/model/ModelImapServer.h"

#include <QTemporaryDir>

namespace tern::test {

/// Runs a scenario in child processes that end without a word, at a commit or at a command, and compares what is left behind.
/// Servers live in this process and go on. Failures are gtest's.
class StopMatrix final {
public:
    StopMatrix(const StopScenario &scenario, const StopServer &server);

    struct AtCommand {
        int number = 0;
        ModelFault fault = ModelFault::LostBefore;
        bool other = false;         ///< of the second server
    };

    /// Runs it undisturbed; everything else is compared with that.
    void reference();
    [[nodiscard]] int commits() const { return m_commits; }
    /// Of the first server, or the second.
    [[nodiscard]] int commands(bool other) const { return m_commands[other ? 1 : 0]; }

    /// Stops the process just before its `number`-th commit; starts it again, and once more.
    /// \return whether it came so far.
    bool stopAtCommit(int number);
    /// Kills the process when a command reaches a server, before or after it is carried out; starts it again, and once more.
    bool stopAtCommand(const AtCommand &kill);
    /// The same at the `number`-th command that signs in or out, of either lane.
    bool stopAtSignIn(int number, ModelFault fault);

private:
    enum class End { Done, Stopped, Failed };
    void prepare();
    void reset();
    End runChild(int stopAtCommit, bool first = false);
    void carryOn();
    std::string describe(bool exactly);
    std::string describeServer(ModelImapServer &server, bool exactly) const;
    std::string describeStore();
    [[nodiscard]] std::filesystem::path path(const char *name) const { return m_folder.filePath(QLatin1String(name)).toStdString(); }

    const StopScenario &m_scenario;
    QTemporaryDir m_folder;
    ModelImapServer m_server;
    ModelImapServer m_other;
    ModelMail m_mail;
    ModelMail m_otherMail;
    std::string m_wanted;
    int m_commits = 0;
    int m_commands[2] = {0, 0};
};

} // namespace tern::test
