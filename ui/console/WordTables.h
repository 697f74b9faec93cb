// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/ProtocolWords.h"

namespace tern::ui {

/// The tables behind protocolWords().
[[nodiscard]] std::span<const ProtocolWord> imapWords();
[[nodiscard]] std::span<const ProtocolWord> pop3Words();
[[nodiscard]] std::span<const ProtocolWord> smtpWords();
/// Names of SASL mechanisms, in all three protocols.
[[nodiscard]] std::span<const ProtocolWord> signInWords();

} // namespace tern::ui
