// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/EngineTypes.h"

namespace tern::ui {

/// A finding in one plain sentence. Pure.
[[nodiscard]] QString senderSentence(const mime::SenderFinding &finding);

/// What is to be said above a message: the most important sentence and the others behind it; empty if all is well.
struct SenderNotice {
    QString sentence;
    QString more;              ///< the other sentences, a line each
    bool isGrave = false;      ///< somebody pretends; else only something to know
};
/// \param isFirst  nothing came from this sender before
[[nodiscard]] SenderNotice senderNotice(const engine::SenderLook &look, const mime::ParsedMessage &message, bool isFirst);

/// What the provider's checks say, in one sentence each; empty if it says nothing. Pure.
[[nodiscard]] QStringList authenticationSentences(const engine::SenderLook &look);

/// What Tern found out about a signature itself. Pure.
[[nodiscard]] QString signatureSentence(const engine::SignatureCheck &check);

} // namespace tern::ui
