// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/EngineTypes.h"
#include "ui/widgets/StepRow.h"

#include <QString>

#include <vector>

namespace tern::ui {

[[nodiscard]] StepMark::State markOf(engine::CheckStep::State state);

/// "Receiving by IMAP: imap.163.com, port 993".
[[nodiscard]] QString doctorHeading(const engine::DoctorStep &step);
/// "Signing in (AUTH)".
[[nodiscard]] QString doctorTitle(const engine::DoctorStep &step);
/// The line of a step: its time, what was seen, and for one that failed the one thing to do.
[[nodiscard]] StepLook doctorLook(const engine::DoctorStep &step);
/// What came of it all, in a sentence or two.
[[nodiscard]] QString doctorVerdict(const std::vector<engine::DoctorStep> &steps);

} // namespace tern::ui
