// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

/// The keys under which the window's settings are kept in the store (Engine::setSetting, StoreReader::setting).
/// A missing key means the default told here.
namespace tern::ui::settings {

inline const QString kTheme = QStringLiteral("appearance.theme");                 ///< system (default), light, dark
inline const QString kLanguage = QStringLiteral("appearance.language");           ///< system (default), en, zh_CN; after a restart
inline const QString kDensity = QStringLiteral("appearance.density");             ///< comfortable (default, three lines), compact (two)
inline const QString kMarkReadAfter = QStringLiteral("reading.markReadAfterMs");  ///< milliseconds, default 1000; -1: never
inline const QString kPreferPlainText = QStringLiteral("reading.preferPlainText"); ///< 0 (default) or 1
inline const QString kPicturesOfSenders = QStringLiteral("reading.picturesOfSenders"); ///< addresses whose pictures elsewhere are loaded, one a line, lower case
inline const QString kPicturesOfDomains = QStringLiteral("reading.picturesOfDomains"); ///< the same for whole domains
inline const QString kZoom = QStringLiteral("reading.zoom");                       ///< percent, default 100; 50 to 300
inline const QString kFullWidth = QStringLiteral("reading.fullWidth");            ///< 0 (default: lines no longer than what reads well) or 1
inline const QString kConversations = QStringLiteral("reading.conversations");    ///< 1 (default) or 0
inline const QString kGroupConversations = QStringLiteral("reading.groupConversations"); ///< 0 (default) or 1: one line for each in the list
inline const QString kReceipts = QStringLiteral("reading.receipts");               ///< never (default: nobody is told that their message was read) or ask
inline const QString kReplyPosition = QStringLiteral("writing.replyPosition");    ///< above (default) or below the quote
inline const QString kSignatureInReplies = QStringLiteral("writing.signatureInReplies"); ///< 1 (default) or 0
inline const QString kUndoSend = QStringLiteral("writing.undoSendSeconds");         ///< seconds, default 10; 0: sent at once
inline const QString kBodies = QStringLiteral("sync.bodies");                     ///< all (default), none, or the number of days
inline const QString kNotify = QStringLiteral("notifications.newMail");           ///< 1 (default) or 0

} // namespace tern::ui::settings
