// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/reader/cards/CardPanel.h"

namespace tern::ui {

class CardDesk;

/// A sender's wish to be told that the message was read [RFC 8098], if the person wants to be asked about such wishes at all. Nothing is told without a click.
/// Thread: UI.
class ReceiptCard final : public CardPanel {
    Q_OBJECT
public:
    explicit ReceiptCard(CardDesk &desk, QWidget *parent = nullptr);
    /// \return false: nobody asks, it was decided, or the person is not to be asked.
    bool show();
    [[nodiscard]] bool asks() const { return m_asks; }
    void send();

private:
    void refuse();

    CardDesk &m_desk;
    bool m_asks = false;
};

} // namespace tern::ui
