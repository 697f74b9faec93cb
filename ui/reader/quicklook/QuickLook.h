// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/Preview.h"
#include "ui/bridge/WindowContext.h"

#include <QTimer>
#include <QWidget>

#include <vector>

class QLabel;
class QStackedWidget;

namespace tern::ui {

class ArchivePage;
class Banner;
class ElidedLabel;
class FlatButton;
class MailPage;
class PictureView;
class TextPage;

/// A look at an attachment without another program; the arrow keys go to the next one, Esc and Space close. A window that deletes itself.
/// Thread: UI.
class QuickLook final : public QWidget {
    Q_OBJECT
public:
    QuickLook(const WindowContext &context, QWidget *parent);
    ~QuickLook() override;

    void look(engine::OpenedMessagePtr message, const std::string &part);
    /// What is shown; until it is there its name alone.
    [[nodiscard]] const engine::Preview &preview() const { return m_preview; }
    [[nodiscard]] bool isReady() const { return m_ready; }
    [[nodiscard]] int page() const { return m_page; }

    void step(int by);
    void turnPage(int by);
    /// \param direction  1: larger, -1: smaller, 0: fitted
    void zoom(int direction);
    void copyText();
    /// From an attachment of a message within the message; at the outermost it closes.
    void back();

Q_SIGNALS:
    void openRequested(tern::engine::OpenedMessagePtr message, const QString &part);
    void saveRequested(tern::engine::OpenedMessagePtr message, const QString &part);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Place {
        engine::OpenedMessagePtr message;
        std::string part;
    };
    void buildBar();
    void addKeys();
    [[nodiscard]] std::vector<std::string> parts() const;
    void load(bool keepPlace);
    void present(engine::Preview preview, bool keepPlace);
    void showDrawn(bool keepPlace);
    void showNothing(const QString &sentence);
    void setWarning();
    void updateBar();

    WindowContext m_context;
    Place m_place;
    std::vector<Place> m_trail;         ///< the messages around it
    engine::Preview m_preview;
    bool m_ready = false;
    int m_request = 0;
    int m_page = 0;
    QTimer m_redraw;                    ///< after zooming, when it rests
    QTimer m_patience;                  ///< until "Drawing…" is said
    FlatButton *m_back = nullptr;
    FlatButton *m_previous = nullptr;
    FlatButton *m_next = nullptr;
    ElidedLabel *m_name = nullptr;
    ElidedLabel *m_about = nullptr;
    FlatButton *m_pageBack = nullptr;
    FlatButton *m_pageOn = nullptr;
    QLabel *m_pageNumber = nullptr;
    FlatButton *m_smaller = nullptr;
    FlatButton *m_larger = nullptr;
    FlatButton *m_copy = nullptr;
    FlatButton *m_open = nullptr;
    Banner *m_warning = nullptr;
    QWidget *m_warningRow = nullptr;
    QStackedWidget *m_pages = nullptr;
    PictureView *m_picture = nullptr;
    TextPage *m_text = nullptr;
    ArchivePage *m_archive = nullptr;
    MailPage *m_mail = nullptr;
    QLabel *m_nothing = nullptr;
};

} // namespace tern::ui
