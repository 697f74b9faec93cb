// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/reader/cards/CardPanel.h"

namespace tern::ui {

class CardDesk;

/// A delivery report [RFC 3464] in words: about which message, to whom, what happened, why, and what to do. It says "your message" only of what the ledger
/// knows: anybody can write a report, and spammers' mail in one's own name brings true ones.
/// Thread: UI.
class ReportCard final : public CardPanel {
    Q_OBJECT
public:
    explicit ReportCard(CardDesk &desk, QWidget *parent = nullptr);
    /// \return false: the desk's message is no report.
    bool show();

private:
    CardDesk &m_desk;
};

} // namespace tern::ui
