// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/Certificate.h"

#include <QStringList>

namespace tern::ui {

/// What is wrong with a server's certificate, in the person's language: a sentence for each problem, the gravest first.
[[nodiscard]] QStringList certificateSentences(const crypto::CertificateReport &report);
/// One certificate as it is: whom it names, who signed it, its dates, key and SHA-256 fingerprint, a line each.
[[nodiscard]] QString certificateFacts(const crypto::CertificateInfo &certificate);
/// What is another than last time, with the one before; empty if nothing is known of it or it is the same.
[[nodiscard]] QString certificateChangesText(const crypto::CertificateReport &report);
/// The certificate as it is, the one before and what changed, several lines.
[[nodiscard]] QString certificateDetails(const crypto::CertificateReport &report);

} // namespace tern::ui
