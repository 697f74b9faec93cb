// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/engine/EngineDriver.h"
#include "tests/support/model/ModelMail.h"

#include <functional>
#include <string>
#include <vector>

namespace tern::test {

/// Something a person asks for, or a server tells, that must end the same wherever the process is stopped.
struct StopScenario {
    const char *name;
    /// Mail beyond what every server begins with; before the first sync.
    std::function<void(ModelMail &mail, ModelMail &otherMail)> mail;
    /// What happens on the server after the first sync.
    std::function<void(ModelMail &mail)> elsewhere;
    /// What the person does. Called again after a stop: as a person would, it looks at what is shown and asks for what is not there yet.
    std::function<void(EngineDriver &driver, AccountId account, AccountId other)> ask;
    bool startsSynced = true;       ///< false: the stops are in the first sync
    bool bodies = false;
    bool twoAccounts = false;
};

[[nodiscard]] const std::vector<StopScenario> &stopScenarios();

/// Servers that can more and less.
struct StopServer {
    const char *name;
    const char *capabilities;
};
[[nodiscard]] const std::vector<StopServer> &stopServers();

} // namespace tern::test
