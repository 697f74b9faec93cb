// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/Certificate.h"

#include <optional>

struct ssl_st;

namespace tern::crypto {

/// What the answer about its own certificate that a server stapled to the handshake comes to [RFC 6066 §8, 6960]: Revoked; RevocationUnproven when the
/// certificate demands such an answer [RFC 7633] and there is none that can be believed; nothing otherwise. An answer that can't be believed says nothing.
/// After the handshake, not of a resumed session.
[[nodiscard]] std::optional<CertificateProblem> stapledProblem(ssl_st *connection);

} // namespace tern::crypto
