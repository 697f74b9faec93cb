// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/EngineTypes.h"
#include "core/net/ProtocolTrace.h"
#include "tests/support/ui_fakes/FakeEngine.h"

/// What the pictures show.
namespace tern::test {

void sampleOperations(FakeEngine &engine);
void sampleOutbox(FakeEngine &engine);
void sampleStatuses(FakeEngine &engine);
/// An audit that found something of every cause, and search and local copy not quite whole.
void sampleAudit(FakeEngine &engine);
void sampleDialogue(TraceRing &ring);
[[nodiscard]] engine::OpenedMessagePtr sampleMessage();
[[nodiscard]] accounts::ProviderPreset netEasePreset();

enum class SetupOutcome { Running, Passed, WrongPassword, BadCertificate };
[[nodiscard]] std::vector<engine::CheckStep> sampleChecks(SetupOutcome outcome);

} // namespace tern::test
