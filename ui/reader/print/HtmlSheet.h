// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/reader/HtmlHost.h"
#include "ui/reader/HtmlPresenter.h"

#include <QTimer>

#include <functional>
#include <memory>

namespace tern::ui {

/// A message's HTML with its header above, in light colours, loaded out of sight to be printed. It deletes itself when it was used, or was not ready in time.
/// Thread: UI.
class HtmlSheet final : public QObject {
    Q_OBJECT
public:
    HtmlSheet(const WindowContext &context, engine::OpenedMessagePtr message, bool withRemote, QObject *parent);
    ~HtmlSheet() override;

    /// `then` gets the view when all is there, or null; it calls finish() when it has done with it.
    void load(std::function<void(HtmlView *)> then);
    void finish() { deleteLater(); }

private:
    void show();
    void wait();
    void ready(HtmlView *view);

    engine::OpenedMessagePtr m_message;
    HtmlPresenter m_presenter;
    HtmlHost m_host;
    std::unique_ptr<QWidget> m_out;         ///< the window that is never shown
    std::function<void(HtmlView *)> m_then;
    QTimer m_patience;
    QTimer m_settled;
    bool m_withRemote;
    bool m_rendered = false;
    int m_pending = 0;                      ///< pictures that were asked for and are not there
};

} // namespace tern::ui
