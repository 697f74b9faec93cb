// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/Certificate.h"

#include <string>
#include <vector>

namespace tern::crypto {

/// What OpenSSL's verification errors mean for a person.
/// \param codes  X509_V_ERR_…, as they came.  \param host, names  whom we wanted, and whom the certificate is for.
/// \return each once, the gravest first. Pure.
[[nodiscard]] std::vector<CertificateProblem> problemsOf(const std::vector<int> &codes, const std::string &host, const std::vector<std::string> &names);

[[nodiscard]] bool isNumericAddress(const std::string &host);

} // namespace tern::crypto
