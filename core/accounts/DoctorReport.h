// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/accounts/AccountSetup.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace tern::accounts {

/// What must not be read out of a report that is shown to others.
struct DoctorPrivacy {
    QStringList names;          ///< the person's address and user names
    QStringList places;         ///< names of this computer, of its user, of servers that are the person's own
    QStringList secrets;        ///< passwords and tokens, where they are known
};

/// What the report on an account and its identities hides. Servers of known providers are not hidden: what is known of them helps whoever reads the report.
/// Reads this computer's names. Thread: any.
[[nodiscard]] DoctorPrivacy privacyOf(const store::AccountRecord &account, const std::vector<store::IdentityRecord> &identities = {});

/// A text to send to somebody who may help: each step with its time, its result and the server's words, in English. Without mail addresses, network
/// addresses, what looks like a token, and what `hidden` names, in whatever case or in base64.
/// Pure.
[[nodiscard]] QString doctorReport(const std::vector<DoctorStep> &steps, const DoctorPrivacy &hidden);

/// Whether two steps of one examination are on the way to the same server.
[[nodiscard]] bool isSameServer(const DoctorStep &a, const DoctorStep &b);

/// The stable name of a step ("mail_from") and of a server ("pop3"); not translated.
[[nodiscard]] QString doctorStepName(DoctorStep::Kind kind);
[[nodiscard]] QString doctorServerName(DoctorStep::Server server);

} // namespace tern::accounts
