// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/EngineTypes.h"
#include "ui/widgets/StepRow.h"

#include <QString>

namespace tern::ui {

/// "Receive: imap.163.com, port 993"; `domain` is that of the address.
[[nodiscard]] QString checkTitle(const engine::CheckStep &step, const QString &domain);
/// "TLS 1.3, certificate valid", "built in", "0.3 s": what stands at the right.
[[nodiscard]] QString checkFact(const engine::CheckStep &step);
/// What is wrong and the one thing to do; empty unless the step failed.
[[nodiscard]] QString checkProblem(const engine::CheckStep &step);
/// The server's words and the certificate as it is, several lines; may be empty.
[[nodiscard]] QString checkDetails(const engine::CheckStep &step);

/// The line of a check; a place of settings that knows nothing is passed over, it is no failure.
[[nodiscard]] StepLook checkLook(const engine::CheckStep &step, const QString &domain);

} // namespace tern::ui
