// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/EngineTypes.h"

#include <QStringList>

#include <map>

namespace tern::ui {

/// How many findings there are of each kind of what an audit found wrong here.
using AuditTally = std::map<engine::AuditFinding::Kind, std::int64_t>;

/// "Comparing INBOX: 30 of 200", "Reading what is stored here: 1,200 of 9,000". Pure.
[[nodiscard]] QString auditDoing(const engine::AuditProgress &progress);
/// What an audit found, a line each: how much was compared, what differs and why, what was mended, how complete the local copy and the
/// search are. Pure.
/// \param damaged  the findings whose cause is Damaged, by kind.
[[nodiscard]] QStringList auditResult(const engine::AuditSummary &summary, const AuditTally &damaged);
/// Whether a repair would change anything: what merely waits is as it should be. Pure.
[[nodiscard]] bool canRepair(const engine::AuditSummary &summary);
/// "Used on the server: 3.2 GB of 5.0 GB". Pure.
[[nodiscard]] QString quotaText(const sync::QuotaUse &quota);

} // namespace tern::ui
